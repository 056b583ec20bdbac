package dev.djamopayouts.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an audit found, by what was looked at: each with how often it was looked at, then the first findings and the remedy.
 * The rest is counted, so that it takes no more memory the more there is.
 *
 * @param <C> what is looked at
 */
final class FindingsList<C extends Enum<C>> {

    private static final int SHOWN = 20;

    private final Function<C, String> claim;
    private final Function<C, String> remedy;
    private final Map<C, List<String>> shown;
    private final Map<C, Long> counts;

    FindingsList(Class<C> checks, Function<C, String> claim, Function<C, String> remedy) {
        this.claim = claim;
        this.remedy = remedy;
        this.shown = new EnumMap<>(checks);
        this.counts = new EnumMap<>(checks);
    }

    void add(C check, String place, String text) {
        counts.merge(check, 1L, Long::sum);
        List<String> some = shown.computeIfAbsent(check, any -> new ArrayList<>());
        if (some.size() < SHOWN) {
            some.add(place + ": " + Shown.masked(text));
        }
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /** @param looked how many of each were looked at */
    void print(PrintWriter out, Map<C, Long> looked) {
        looked.forEach((check, number) -> print(out, check, number));
    }

    private void print(PrintWriter out, C check, long number) {
        long found = counts.getOrDefault(check, 0L);
        out.println((found == 0 ? "  ok     " : "  NOT ok ") + Table.text(number) + " " + claim.apply(check)
                + (found == 0 ? "" : ": " + Table.text(found) + (found == 1 ? " finding" : " findings")));
        List<String> some = shown.getOrDefault(check, List.of());
        some.forEach(text -> out.println("           " + text));
        if (found > some.size()) {
            out.println("           and " + Table.text(found - some.size()) + " more");
        }
        if (found > 0) {
            out.println("         → " + remedy.apply(check));
        }
    }
}
