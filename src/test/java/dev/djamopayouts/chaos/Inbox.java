package dev.djamopayouts.chaos;

import dev.djamopayouts.chaos.Input.Drop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The folder that files are dropped in: a drop stays until it is archived, and may come back once as the very same drop. */
final class Inbox {

    private final World world;
    private final List<Drop> there = new ArrayList<>();
    private final Map<Drop, Integer> pickups = new HashMap<>();
    private int toCome;

    Inbox(World world, Input input) {
        this.world = world;
        for (Drop drop : input.drops()) {
            toCome++;
            world.agenda.in(drop.atMillis(), () -> arrive(drop));
        }
    }

    private void arrive(Drop drop) {
        toCome--;
        there.add(drop);
        world.story.tell("inbox", drop.id() + " arrives: " + drop.content().rows().size() + " rows");
    }

    List<Drop> there() {
        return there;
    }

    /** How often it was picked up before. */
    int pickUp(Drop drop) {
        return pickups.merge(drop, 1, Integer::sum);
    }

    void archive(Drop drop) {
        if (there.remove(drop) && world.inTrouble() && world.random.nextInt(8) == 0) {
            toCome++;
            world.agenda.in(world.random.nextLong(60_000), () -> arrive(drop));
        }
    }

    boolean isEmpty() {
        return there.isEmpty() && toCome == 0;
    }
}
