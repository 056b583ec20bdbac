package dev.djamopayouts.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Holds the places of all senders apart from each other and from the common ones: an inbox in an outbox would pay the
 * answers, two senders with one inbox would be read by the wrong profile, and one outbox would show a sender another's answers.
 */
final class SenderPlaces {

    /**
     * A place that is taken.
     *
     * @param realm empty for this machine, else the login at a server: the same path of two users is two folders
     * @param whose as the operator knows it
     */
    private record Place(String realm, Path path, SenderKey use, String whose, boolean common) {

        boolean touches(Place other) {
            return realm.equals(other.realm) && (path.startsWith(other.path) || other.path.startsWith(path));
        }

        /** Originals of all may lie together, nobody reads there; and a sender may have the answers in the common outbox. */
        boolean agreesWith(Place other) {
            return use == SenderKey.ARCHIVE && other.use == SenderKey.ARCHIVE
                    || use == SenderKey.OUTBOX && other.use == SenderKey.OUTBOX && other.common && path.equals(other.path);
        }
    }

    private final List<Place> taken = new ArrayList<>();
    private final OwnPlaces own;

    SenderPlaces(Map<Setting, String> settings) {
        own = OwnPlaces.of(settings);
        common(settings, Setting.PAYOUTS_INBOX, SenderKey.INBOX);
        common(settings, Setting.PAYOUTS_OUTBOX, SenderKey.OUTBOX);
        common(settings, Setting.PAYOUTS_ARCHIVE, SenderKey.ARCHIVE);
        Optional.ofNullable(settings.get(Setting.SFTP_URI)).ifPresent(uri -> commonServer(uri, settings.get(Setting.SFTP_USERNAME)));
    }

    private void common(Map<Setting, String> settings, Setting setting, SenderKey use) {
        Optional.ofNullable(settings.get(setting)).ifPresent(folder -> taken.add(new Place("", real(Path.of(folder)), use, setting.key(), true)));
    }

    private void commonServer(String uri, String username) {
        try {
            SftpAddress address = SftpAddress.parse(uri);
            String realm = realm(username, address.host(), address.port());
            taken.add(at(realm, address.inbox(), SenderKey.INBOX, "the inbox of sftp.uri", true));
            taken.add(at(realm, address.beside("outbox"), SenderKey.OUTBOX, "the outbox of sftp.uri", true));
            taken.add(at(realm, address.beside("archive"), SenderKey.ARCHIVE, "the archive of sftp.uri", true));
        } catch (IllegalArgumentException e) {
            // Said already, as a problem of sftp.uri.
        }
    }

    /** @param refuse takes the key and what is wrong with its place */
    void add(Sender sender, BiConsumer<SenderKey, String> refuse) {
        for (Place place : places(sender).toList()) {
            if (place.realm.isEmpty()) {
                own.objection(place.path).ifPresent(why -> refuse.accept(place.use, why));
            }
            taken.stream().filter(other -> place.touches(other) && !place.agreesWith(other)).findFirst().ifPresent(other ->
                    refuse.accept(place.use, "(" + place.path + ") must be neither " + other.whose + " (" + other.path
                            + ") nor inside it nor around it; give it a folder of its own"));
            taken.add(place);
        }
    }

    private static Stream<Place> places(Sender sender) {
        String of = " of the sender " + sender.name();
        if (sender.places() instanceof Sender.Server server) {
            String realm = realm(server.username(), server.host(), server.port());
            return Stream.of(at(realm, server.inbox(), SenderKey.INBOX, "inbox" + of, false),
                    at(realm, server.outbox(), SenderKey.OUTBOX, "outbox" + of, false),
                    at(realm, server.archive(), SenderKey.ARCHIVE, "archive" + of, false));
        }
        Sender.Folders folders = (Sender.Folders) sender.places();
        return Stream.of(new Place("", real(folders.inbox()), SenderKey.INBOX, "inbox" + of, false),
                new Place("", real(folders.outbox()), SenderKey.OUTBOX, "outbox" + of, false),
                new Place("", real(folders.archive()), SenderKey.ARCHIVE, "archive" + of, false));
    }

    private static Place at(String realm, String path, SenderKey use, String whose, boolean common) {
        return new Place(realm, Path.of("/" + path), use, whose, common);
    }

    private static String realm(String username, String host, int port) {
        return username + "@" + host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** Two names of one folder, through a link, are one place. What is not there yet is taken by its name. */
    private static Path real(Path path) {
        for (Path there = path; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(path)).normalize();
            } catch (IOException e) {
                // Not there: perhaps the folder around it is.
            }
        }
        return path;
    }
}
