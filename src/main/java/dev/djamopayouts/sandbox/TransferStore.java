package dev.djamopayouts.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The transactions, their references and the balance. The event loop writes, any thread reads: one lock around short steps.
 * A transaction settles when its time has come and {@link #settleDue()} is called.
 */
final class TransferStore {
    private final SandboxOptions options;
    private final Clock clock;
    private final SplittableRandom jitter = new SplittableRandom(1);
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<String, PostedReference> references = new HashMap<>();
    private final PriorityQueue<Transfer> unsettled = new PriorityQueue<>(Comparator.comparingLong(t -> t.settleAtMillis));
    private long balance;
    private int batches;
    private int mostPosts;

    TransferStore(SandboxOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
        this.balance = options.openingBalance();
    }

    /** Notes that a POST bore the reference and says how many did so far, or 0 when there is no room to note a new one. */
    synchronized int countPost(String reference) {
        PostedReference posted = references.get(reference);
        if (posted == null) {
            if (references.size() >= options.maxTransactions()) {
                return 0;
            }
            posted = new PostedReference(reference);
            references.put(reference, posted);
        }
        posted.posts++;
        mostPosts = Math.max(mostPosts, posted.posts);
        return posted.posts;
    }

    /** Accepts all or nothing. Every reference must have been counted before. */
    synchronized Acceptance accept(List<TransferRequest> requests, boolean batch) {
        if (transfers.size() + requests.size() > options.maxTransactions()) {
            return new Acceptance.Full();
        }
        long total = 0;
        Set<String> within = new HashSet<>();
        for (TransferRequest request : requests) {
            PostedReference posted = references.get(request.reference());
            if (posted == null) {
                return new Acceptance.Full();
            }
            if (options.uniqueReferences() && (posted.latest != null || !within.add(request.reference()))) {
                return new Acceptance.ReferenceUsed(request.reference());
            }
            total += request.amount() + feeOf(request.amount());
        }
        if (total > balance) {
            return new Acceptance.InsufficientBalance();
        }
        balance -= total;
        int batchNumber = batch ? ++batches : 0;
        return new Acceptance.Accepted(requests.stream().map(request -> book(request, batchNumber)).toList());
    }

    private Transfer book(TransferRequest request, int batchNumber) {
        PostedReference posted = references.get(request.reference());
        long now = clock.millis();
        MagicNumber magic = MagicNumber.endingOf(request.msisdn()).orElse(null);
        String failure = magic == MagicNumber.FAILS ? "The beneficiary's account can not be credited" : null;
        Transfer transfer = new Transfer(transfers.size(), posted, request, feeOf(request.amount()), batchNumber,
                now, now + settleMillis(magic), failure);
        posted.latest = transfer;
        transfers.add(transfer);
        unsettled.add(transfer);
        return transfer;
    }

    private long settleMillis(MagicNumber magic) {
        if (magic == MagicNumber.SLOW_TO_SETTLE) {
            return options.slowSettleMillis();
        }
        if (magic == MagicNumber.STAYS_PENDING) {
            return options.longPendingMillis();
        }
        return options.settleMillis() + (options.settleJitterMillis() == 0 ? 0 : jitter.nextLong(options.settleJitterMillis() + 1));
    }

    private long feeOf(long amount) {
        return amount * options.feeBasisPoints() / 10_000;
    }

    /** Settles those whose time has come and returns them, earliest first. */
    synchronized List<Transfer> settleDue() {
        long now = clock.millis();
        if (unsettled.isEmpty() || unsettled.peek().settleAtMillis > now) {
            return List.of();
        }
        List<Transfer> settled = new ArrayList<>();
        while (!unsettled.isEmpty() && unsettled.peek().settleAtMillis <= now) {
            Transfer transfer = unsettled.poll();
            transfer.status = transfer.finalStatus();
            if (transfer.status == TransactionStatus.FAILED) {
                balance += transfer.totalAmount();
            }
            settled.add(transfer);
        }
        return settled;
    }

    /** The transfer with this number, or null. */
    synchronized Transfer find(int number) {
        return number >= 0 && number < transfers.size() ? transfers.get(number) : null;
    }

    /** Under the reference, oldest first. */
    synchronized List<Transfer> underReference(String reference) {
        PostedReference posted = references.get(reference);
        List<Transfer> found = new ArrayList<>();
        for (Transfer transfer = posted == null ? null : posted.latest; transfer != null; transfer = transfer.earlier) {
            found.add(transfer);
        }
        Collections.reverse(found);
        return found;
    }

    /** Up to {@code most} transfers from the given number on. */
    synchronized List<Transfer> slice(int from, int most) {
        return List.copyOf(transfers.subList(Math.min(from, transfers.size()), Math.min(from + most, transfers.size())));
    }

    /** How many transfers are old enough to be listed; they are the first so many, since they are kept in order of creation. */
    synchronized int listable() {
        long newest = clock.millis() - options.lookupLagMillis();
        int least = 0;
        int most = transfers.size();
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (transfers.get(middle).createdAtMillis <= newest) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }

    boolean listable(Transfer transfer) {
        return transfer.createdAtMillis <= clock.millis() - options.lookupLagMillis();
    }

    synchronized int posts(String reference) {
        PostedReference posted = references.get(reference);
        return posted == null ? 0 : posted.posts;
    }

    synchronized int size() {
        return transfers.size();
    }

    synchronized long balance() {
        return balance;
    }

    synchronized int referencesPosted() {
        return references.size();
    }

    synchronized int mostPosts() {
        return mostPosts;
    }
}
