package dev.djamopayouts.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the profiles: every {@code *.yaml} in the folder {@code senders} beside the settings file. */
final class Senders {

    /** The folder's name. */
    static final String FOLDER = "senders";
    /** Each has threads of its own that look for files and answers. */
    private static final int MOST_SENDERS = 200;
    private static final int MOST_NAME_CHARS = 40;

    private Senders() {
    }

    /** The senders by name; what is wrong with any of them is added to the problems. */
    static List<Sender> read(Purpose purpose, Path folder, Map<Setting, String> settings, Map<String, String> environment,
                             List<Problem> problems) {
        List<Path> files = files(folder, problems);
        SenderPlaces places = new SenderPlaces(settings);
        List<Sender> senders = new ArrayList<>();
        for (Path file : files) {
            SenderProfile profile = SenderProfile.read(file, settings, problems);
            mustBeAName(profile.name(), file, problems);
            if (profile.isEmpty()) {
                continue;
            }
            Optional<Sender> sender = new SenderReader(profile, new SenderLogin(profile, purpose, environment)).read();
            sender.ifPresent(found -> {
                places.add(found, profile::refuse);
                senders.add(found);
            });
        }
        return senders;
    }

    private static List<Path> files(Path folder, List<Problem> problems) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> visible = all.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
            visible.stream().filter(file -> file.toString().endsWith(".yml")).forEach(file -> problems.add(Problem.inFile(file, 0,
                    "is not read, the name of a profile ends in .yaml; rename it")));
            List<Path> files = visible.stream().filter(file -> file.toString().endsWith(".yaml")).toList();
            if (files.size() > MOST_SENDERS) {
                problems.add(Problem.inFile(folder, 0, "holds " + files.size() + " profiles; one process serves " + MOST_SENDERS
                        + " at most, share them out"));
                return List.of();
            }
            return files;
        } catch (IOException e) {
            problems.add(Problem.inFile(folder, 0, "cannot be read: " + e.getMessage()));
            return List.of();
        }
    }

    /** It becomes a part of routes' names and of the names of variables. */
    private static void mustBeAName(String name, Path file, List<Problem> problems) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || name.length() > MOST_NAME_CHARS) {
            problems.add(Problem.inFile(file, 0, "is called as no sender can be; rename it to small letters, digits and single - between them, "
                    + MOST_NAME_CHARS + " at most, like acme-paie.yaml"));
        }
    }
}
