package dev.djamopayouts.cli;

import dev.djamopayouts.cli.ApiComparison.Check;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.djamo.DjamoAccess;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.djamo.TransactionList;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutState;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ledger against Djamo's own list of transactions, page by page. */
final class ApiAudit {

    /** How many there are, and the sum of their amounts. */
    private record Sum(long count, long francs) {

        static final Sum NONE = new Sum(0, 0);

        Sum plus(Long more) {
            return new Sum(count + 1, francs + (more == null ? 0 : more));
        }
    }

    private final Ledger ledger;
    private final DjamoAccess access;
    private final long callsPerSecond;
    private final FindingsList<Check> findings = new FindingsList<>(Check.class, Check::claim, Check::remedy);
    private final ApiComparison comparison;
    private final Map<Status, Sum> there = new EnumMap<>(Status.class);
    private final Map<PayoutState, Sum> here = new EnumMap<>(PayoutState.class);
    private Sum others = Sum.NONE;

    ApiAudit(Ledger ledger, DjamoAccess access, Settings settings) {
        this.ledger = ledger;
        this.access = access;
        this.callsPerSecond = settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT).orElse(0);
        this.comparison = new ApiComparison(ledger.clock().millis(), settings.whole(Setting.RESOLVE_VISIBILITY_DELAY_MS),
                (check, payout, text) -> findings.add(check, ledger.files().find(payout.fileId()).orElseThrow().answerName() + ":"
                        + payout.lineNo() + " (payout " + payout + ")", text));
    }

    /**
     * Reads the whole list and prints what it says; true where it agrees with the ledger.
     *
     * @param err is told where Djamo has to be asked again
     */
    boolean print(PrintWriter out, PrintWriter err) throws CommandFailed {
        try (QuietLogs quiet = QuietLogs.silent(); Enquiry enquiry = Enquiry.open(access, callsPerSecond, ledger.clock()).telling(err::println)) {
            new TransactionList(enquiry).eachPage(this::compare);
        } catch (Enquiry.Unanswered e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        ledger.audit().eachBooked(payout -> {
            here.put(payout.state(), here.getOrDefault(payout.state(), Sum.NONE).plus(payout.amount()));
            comparison.expected(payout);
        });
        printSums(out);
        findings.print(out, looked());
        out.flush();
        return findings.isEmpty();
    }

    private void compare(List<Transaction> page) {
        // Asked for after the page came: what the ledger says is never older than what Djamo says.
        Map<String, SettledPayout> ours = ledger.audit().bearing(page.stream().map(Transaction::reference).filter(Objects::nonNull)
                .collect(Collectors.toSet())).stream().collect(Collectors.toMap(SettledPayout::reference, Function.identity()));
        for (Transaction transaction : page) {
            SettledPayout payout = ours.get(transaction.reference());
            if (payout == null) {
                others = others.plus(transaction.amount());
            } else if (comparison.booked(transaction, payout)) {
                there.put(transaction.status(), there.getOrDefault(transaction.status(), Sum.NONE).plus(transaction.amount()));
            }
        }
    }

    private void printSums(PrintWriter out) {
        out.println();
        out.println("the ledger and Djamo's own list of transactions");
        Table sums = new Table("state", ">payouts here", ">XOF here", ">transactions there", ">XOF there");
        for (Status status : Status.values()) {
            Sum mine = here.getOrDefault(PayoutState.valueOf(status.name()), Sum.NONE);
            Sum theirs = there.getOrDefault(status, Sum.NONE);
            sums.row(status, mine.count(), mine.francs(), theirs.count(), theirs.francs());
        }
        sums.print(out, "  ");
        tell(out, others.count(), "more of " + Table.text(others.francs()) + " XOF bear no reference of ours: another system's");
        tell(out, comparison.inDoubt(), "are of payouts in doubt here, which are looked up before anything else is done");
        tell(out, comparison.notTracked(), "ended there and are PENDING here, to be asked about when they are due");
        tell(out, comparison.tooNew(), "payouts were sent so lately that the list may not have them yet");
    }

    private static void tell(PrintWriter out, long count, String text) {
        if (count > 0) {
            out.println("  " + Table.text(count) + " " + text);
        }
    }

    private Map<Check, Long> looked() {
        long booked = here.values().stream().mapToLong(Sum::count).sum();
        long told = there.values().stream().mapToLong(Sum::count).sum();
        Map<Check, Long> looked = new EnumMap<>(Check.class);
        looked.put(Check.KNOWN, told);
        looked.put(Check.ONCE, booked);
        looked.put(Check.AGREE, told);
        looked.put(Check.ENDED, booked);
        looked.put(Check.THERE, booked);
        return looked;
    }
}
