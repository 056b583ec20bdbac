package dev.djamopayouts.route;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * The threads that take claimed items through a route: as many as calls may be in flight, or, on a Java that has them, a
 * virtual thread for each item, which costs no memory to speak of while it waits for its answer. How many items there are is
 * bounded by the {@link ClaimWindow}, and how many calls by the turns that each call takes.
 */
final class Workers {

    /** Executors.newThreadPerTaskExecutor and a factory of virtual threads, null before Java 21, which this is compiled without. */
    private static final MethodHandle PER_TASK = perTask();

    private Workers() {
    }

    static ExecutorService of(ExecutorServiceManager threads, Object owner, String name, int concurrency) {
        if (PER_TASK == null) {
            // No bound of its own: whatever waits here was claimed, and the windows bound that. (To Camel -1 means no queue at all.)
            return threads.newThreadPool(owner, name, new ThreadPoolProfileBuilder(name).poolSize(concurrency).maxPoolSize(concurrency)
                    .maxQueueSize(Integer.MAX_VALUE).build());
        }
        try {
            return (ExecutorService) PER_TASK.invoke(virtual(name));
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads could not be started", e);
        }
    }

    private static MethodHandle perTask() {
        try {
            return MethodHandles.publicLookup().findStatic(Executors.class, "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    private static ThreadFactory virtual(String name) throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object named = builder.getMethod("name", String.class, long.class).invoke(Thread.class.getMethod("ofVirtual").invoke(null), name + "-", 1L);
        return (ThreadFactory) builder.getMethod("factory").invoke(named);
    }
}
