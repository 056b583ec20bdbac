package dev.djamopayouts.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a schedule, a line each; numbers of people are masked before they come here. */
final class Story {

    private final VirtualClock clock;
    private final List<String> lines = new ArrayList<>();

    Story(VirtualClock clock) {
        this.clock = clock;
    }

    void tell(String who, String what) {
        lines.add(String.format(Locale.ROOT, "%10.3f s  %-6s %s", (clock.world() - VirtualClock.START) / 1_000.0, who, what));
    }

    /** The last so many lines. */
    String last(int count) {
        int from = Math.max(0, lines.size() - count);
        return (from > 0 ? "  … " + from + " steps before\n" : "") + String.join("\n", lines.subList(from, lines.size()));
    }
}
