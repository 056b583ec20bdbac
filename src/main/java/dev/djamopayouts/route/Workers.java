package dev.djamopayouts.route;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * The threads that take claimed items through a route, so many at once: as many as calls, or deliveries, may be in flight. On a
 * Java that has them they are virtual, and cost no memory to speak of while they wait for an answer.
 */
final class Workers {

    private Workers() {
    }

    static ExecutorService of(ExecutorServiceManager threads, Object owner, String name, int concurrency) {
        ThreadFactory virtual = virtual(name);
        // No bound on what waits: it was claimed, and the windows bound that. (To Camel a queue of -1 means no queue at all.)
        return virtual != null ? Executors.newFixedThreadPool(concurrency, virtual)
                : threads.newThreadPool(owner, name, new ThreadPoolProfileBuilder(name).poolSize(concurrency).maxPoolSize(concurrency)
                        .maxQueueSize(Integer.MAX_VALUE).build());
    }

    /** A factory of virtual threads, null before Java 21, which this is compiled without. */
    private static ThreadFactory virtual(String name) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object named = builder.getMethod("name", String.class, long.class).invoke(Thread.class.getMethod("ofVirtual").invoke(null), name + "-", 1L);
            return (ThreadFactory) builder.getMethod("factory").invoke(named);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads could not be made", e);
        }
    }
}
