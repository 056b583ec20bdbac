package dev.djamopayouts.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Answers by endpoint and status, and calls in flight; written by the event loop, read by any thread. */
final class CallCounts {
    private static final int CREATED = 201;

    private final Map<Endpoint, Map<Integer, LongAdder>> counts = new EnumMap<>(Endpoint.class);
    private final LongAdder webhooksDelivered = new LongAdder();
    private final LongAdder webhooksGivenUp = new LongAdder();
    private final LongAdder webhooksLost = new LongAdder();
    private int inFlight;
    private volatile int mostInFlight;
    private volatile long lastTransferAtMillis;

    CallCounts() {
        for (Endpoint endpoint : Endpoint.values()) {
            counts.put(endpoint, new ConcurrentHashMap<>());
        }
    }

    void begun() {
        inFlight++;
        if (inFlight > mostInFlight) {
            mostInFlight = inFlight;
        }
    }

    void ended() {
        inFlight--;
    }

    /** @param status 0 for a cut connection */
    void answered(Endpoint endpoint, int status) {
        counts.get(endpoint).computeIfAbsent(status, s -> new LongAdder()).increment();
        if (status == CREATED && (endpoint == Endpoint.CREATE_TRANSACTION || endpoint == Endpoint.CREATE_BATCH)) {
            lastTransferAtMillis = System.currentTimeMillis();
        }
    }

    /** When the last transfer or batch was answered well, epoch milliseconds; 0 before. */
    long lastTransferAtMillis() {
        return lastTransferAtMillis;
    }

    void webhookDelivered() {
        webhooksDelivered.increment();
    }

    void webhookGivenUp() {
        webhooksGivenUp.increment();
    }

    void webhookLost() {
        webhooksLost.increment();
    }

    long delivered() {
        return webhooksDelivered.sum();
    }

    long givenUp() {
        return webhooksGivenUp.sum();
    }

    long lost() {
        return webhooksLost.sum();
    }

    int mostInFlight() {
        return mostInFlight;
    }

    Map<String, Map<Integer, Long>> byEndpoint() {
        Map<String, Map<Integer, Long>> all = new TreeMap<>();
        counts.forEach((endpoint, byStatus) -> {
            Map<Integer, Long> copy = new TreeMap<>();
            byStatus.forEach((status, count) -> copy.put(status, count.sum()));
            if (!copy.isEmpty()) {
                all.put(endpoint.label(), copy);
            }
        });
        return all;
    }
}
