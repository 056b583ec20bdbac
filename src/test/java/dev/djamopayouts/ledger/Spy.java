package dev.djamopayouts.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Hands every call on to the real thing, and tells of it. */
final class Spy {

    /** Hears of a call when it is done; what it gives back is what the caller gets. */
    @FunctionalInterface
    interface Listener {
        Object called(String name, Object result, Object[] arguments);
    }

    private Spy() {
    }

    static <T> T on(Class<T> type, T target, Listener listener) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            try {
                return listener.called(method.getName(), method.invoke(target, arguments), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
