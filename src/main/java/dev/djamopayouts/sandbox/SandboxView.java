package dev.djamopayouts.sandbox;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the store slice by slice, so that an auditor never holds its lock for long. */
final class SandboxView implements SandboxBook {
    private static final int SLICE = 1_000;

    private final TransferStore store;
    private final TransactionJson json;
    private final CallCounts counts;

    SandboxView(TransferStore store, TransactionJson json, CallCounts counts) {
        this.store = store;
        this.json = json;
        this.counts = counts;
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public long balance() {
        return store.balance();
    }

    @Override
    public void forEach(Consumer<BookedTransaction> consumer) {
        eachTransfer(store.size(), transfer -> consumer.accept(booked(transfer)));
    }

    /** Up to {@code most} transactions from the given number on, oldest first. */
    List<BookedTransaction> slice(int from, int most) {
        return store.slice(from, most).stream().map(this::booked).toList();
    }

    private void eachTransfer(int size, Consumer<Transfer> consumer) {
        for (int from = 0; from < size; from += SLICE) {
            store.slice(from, Math.min(SLICE, size - from)).forEach(consumer);
        }
    }

    private BookedTransaction booked(Transfer transfer) {
        return json.booked(transfer, store.posts(transfer.posted.reference));
    }

    @Override
    public List<BookedTransaction> byReference(String reference) {
        return store.underReference(reference).stream().map(this::booked).toList();
    }

    @Override
    public Optional<BookedTransaction> byId(String id) {
        return Optional.ofNullable(store.find(json.number(id))).map(this::booked);
    }

    @Override
    public int posts(String reference) {
        return store.posts(reference);
    }

    @Override
    public Map<String, Map<Integer, Long>> calls() {
        return counts.byEndpoint();
    }

    /** How far it is: no transaction is read but one. */
    CallTally tally(int from) {
        List<Transfer> first = from < 0 ? List.of() : store.slice(from, 1);
        return new CallTally(System.currentTimeMillis(), store.size(), first.isEmpty() ? 0 : first.get(0).createdAtMillis,
                counts.lastTransferAtMillis(), counts.mostInFlight(), counts.byEndpoint());
    }

    @Override
    public BookSummary summary() {
        Census census = new Census(store.size());
        eachTransfer(census.msisdns.length, census::count);
        return new BookSummary(census.seen, census.tallies(), census.amount, census.fees, store.balance(),
                store.referencesPosted(), store.mostPosts(), census.referencesPaidTwice.size(), census.msisdnsPaidTwice(),
                counts.mostInFlight(), counts.delivered(), counts.givenUp(), counts.lost(), counts.byEndpoint());
    }

    /** One pass over the book. */
    private static final class Census {
        final long[] msisdns;
        final int[] countOf = new int[TransactionStatus.values().length];
        final long[] amountOf = new long[countOf.length];
        final Set<String> referencesPaidTwice = new HashSet<>();
        int seen;
        int paid;
        long amount;
        long fees;

        Census(int size) {
            msisdns = new long[size];
        }

        void count(Transfer transfer) {
            TransactionStatus status = transfer.status;
            countOf[status.ordinal()]++;
            amountOf[status.ordinal()] += transfer.amount;
            amount += transfer.amount;
            fees += transfer.fee;
            seen++;
            if (status == TransactionStatus.FAILED) {
                return;
            }
            msisdns[paid++] = transfer.msisdn;
            for (Transfer before = transfer.earlier; before != null; before = before.earlier) {
                if (before.status != TransactionStatus.FAILED) {
                    referencesPaidTwice.add(transfer.posted.reference);
                    return;
                }
            }
        }

        Map<TransactionStatus, BookSummary.Tally> tallies() {
            Map<TransactionStatus, BookSummary.Tally> tallies = new EnumMap<>(TransactionStatus.class);
            for (TransactionStatus status : TransactionStatus.values()) {
                tallies.put(status, new BookSummary.Tally(countOf[status.ordinal()], amountOf[status.ordinal()]));
            }
            return tallies;
        }

        int msisdnsPaidTwice() {
            Arrays.sort(msisdns, 0, paid);
            int twice = 0;
            for (int i = 1; i < paid; i++) {
                boolean second = msisdns[i] == msisdns[i - 1] && (i == 1 || msisdns[i] != msisdns[i - 2]);
                twice += second ? 1 : 0;
            }
            return twice;
        }
    }
}
