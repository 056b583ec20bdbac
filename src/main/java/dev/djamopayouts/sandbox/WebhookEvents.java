package dev.djamopayouts.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Decides which events go out, when and in which order, faults included; the courier carries them. Event loop only. */
final class WebhookEvents {
    /** A receiver that never answers must not hold a POST's answer back for good. */
    private static final long LONGEST_HOLD_MILLIS = 2_000;

    private final Vertx vertx;
    private final SandboxOptions options;
    private final WebhookCalls webhooks;
    private final WebhookCourier courier;
    private final TransactionJson json;
    private final CallCounts counts;
    private final Supplier<FaultDice> dice;
    private final Set<Transfer> startedHeldBack = new HashSet<>();

    WebhookEvents(Vertx vertx, SandboxOptions options, WebhookCalls webhooks, WebhookCourier courier, TransactionJson json,
            CallCounts counts, Supplier<FaultDice> dice) {
        this.vertx = vertx;
        this.options = options;
        this.webhooks = webhooks;
        this.courier = courier;
        this.json = json;
        this.counts = counts;
        this.dice = dice;
    }

    /** Announces accepted transfers and runs {@code answer}, in the order that the faults ask for. */
    void started(List<Transfer> transfers, Runnable answer) {
        if (webhooks.listeningTo(TransactionStatus.PENDING.topic()).isEmpty()) {
            answer.run();
            return;
        }
        FaultDice now = dice.get();
        if (!now.happens(now.faults.webhookBeforeAnswer())) {
            answer.run();
            announceStarted(transfers);
            return;
        }
        boolean[] answered = new boolean[1];
        Runnable once = () -> {
            if (!answered[0]) {
                answered[0] = true;
                answer.run();
            }
        };
        vertx.setTimer(LONGEST_HOLD_MILLIS, timer -> once.run());
        Future.join(announceStarted(transfers)).onComplete(done -> once.run());
    }

    private List<Future<Void>> announceStarted(List<Transfer> transfers) {
        FaultDice now = dice.get();
        List<Future<Void>> tried = new ArrayList<>();
        for (Transfer transfer : transfers) {
            boolean heldBack = now.happens(now.faults.webhookReversed()) && startedHeldBack.size() < options.maxWebhookQueue();
            if (heldBack) {
                startedHeldBack.add(transfer);
            } else {
                tried.add(announce(transfer, TransactionStatus.PENDING));
            }
        }
        return tried;
    }

    /** Announces transfers that have reached their final state. */
    void settled(List<Transfer> transfers) {
        for (Transfer transfer : transfers) {
            Future<Void> tried = announce(transfer, transfer.status);
            if (startedHeldBack.remove(transfer)) {
                tried.onComplete(done -> announce(transfer, TransactionStatus.PENDING));
            }
        }
    }

    /** Completes once each delivery was tried for the first time. */
    private Future<Void> announce(Transfer transfer, TransactionStatus status) {
        List<Webhook> listening = webhooks.listeningTo(status.topic());
        if (listening.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("topic", status.topic());
        event.put("data", json.in(transfer, status));
        Buffer body = Json.write(event);
        FaultDice now = dice.get();
        List<Future<Void>> tried = new ArrayList<>();
        for (Webhook webhook : listening) {
            if (now.happens(now.faults.webhookLost())) {
                counts.webhookLost();
                continue;
            }
            long delayMillis = now.happens(now.faults.webhookLate()) ? now.faults.webhookLateMillis() : 0;
            int copies = now.happens(now.faults.webhookDuplicated()) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                tried.add(courier.deliver(webhook.url(), body, delayMillis));
            }
        }
        return Future.join(tried).mapEmpty();
    }
}
