package dev.djamopayouts.config;

import static dev.djamopayouts.config.SenderKey.ARCHIVE;
import static dev.djamopayouts.config.SenderKey.INBOX;
import static dev.djamopayouts.config.SenderKey.OUTBOX;
import static dev.djamopayouts.config.SenderKey.SFTP_KNOWN_HOSTS_FILE;
import static dev.djamopayouts.config.SenderKey.SFTP_PASSWORD_FILE;
import static dev.djamopayouts.config.SenderKey.SFTP_PRIVATE_KEY_FILE;
import static dev.djamopayouts.config.SenderKey.SFTP_PRIVATE_KEY_PASSPHRASE_FILE;
import static dev.djamopayouts.config.SenderKey.SFTP_USERNAME;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sender's place at an SFTP server and the way in, by the rules of the common {@code sftp.} settings. */
final class SenderLogin {

    private final SenderProfile profile;
    private final Purpose purpose;
    private final Map<String, String> environment;

    SenderLogin(SenderProfile profile, Purpose purpose, Map<String, String> environment) {
        this.profile = profile;
        this.purpose = purpose;
        this.environment = environment;
    }

    /** A folder inbox wants no login. */
    void mustBeAbsent() {
        for (SenderKey key : List.of(SFTP_USERNAME, SFTP_PASSWORD_FILE, SFTP_PRIVATE_KEY_FILE, SFTP_PRIVATE_KEY_PASSPHRASE_FILE,
                SFTP_KNOWN_HOSTS_FILE)) {
            if (profile.isGiven(key)) {
                profile.refuse(key, "belongs to an SFTP inbox, and inbox is a folder; write inbox: sftp://host:port/path, or remove the line");
            }
        }
    }

    Optional<Sender.Places> server(String uri) {
        SftpAddress address;
        try {
            address = SftpAddress.parse(uri);
        } catch (IllegalArgumentException e) {
            profile.refuse(INBOX, e.getMessage().replace("give sftp.username", "give username under sftp"));
            return Optional.empty();
        }
        profile.require(SFTP_USERNAME, "an SFTP inbox needs the user to log in as");
        Optional<Path> privateKey = profile.file(SFTP_PRIVATE_KEY_FILE);
        String password = secret("SFTP_PASSWORD", SFTP_PASSWORD_FILE);
        String passphrase = secret("SFTP_PRIVATE_KEY_PASSPHRASE", SFTP_PRIVATE_KEY_PASSPHRASE_FILE);
        boolean key = profile.isGiven(SFTP_PRIVATE_KEY_FILE);
        if (key && (password != null || profile.isGiven(SFTP_PASSWORD_FILE))) {
            profile.refuse(SFTP_PRIVATE_KEY_FILE, "stands beside a password; keep one of the two");
        } else if (!key && password == null && purpose == Purpose.RUN) {
            profile.require(SFTP_PASSWORD_FILE, "an SFTP inbox needs " + variable("SFTP_PASSWORD")
                    + " in the environment, a mounted file with the password, or sftp.private-key-file");
        }
        Path knownHosts = profile.file(SFTP_KNOWN_HOSTS_FILE).or(() -> profile.commonPath(Setting.SFTP_KNOWN_HOSTS_FILE)).orElse(null);
        if (knownHosts == null && profile.isStrict()) {
            profile.require(SFTP_KNOWN_HOSTS_FILE, "name the file of trusted host keys (ssh-keyscan -p PORT HOST writes one)");
        }
        return Optional.of(new Sender.Server(address.host(), address.port(), address.inbox(), path(OUTBOX, address.beside("outbox")),
                path(ARCHIVE, address.beside("archive")), profile.text(SFTP_USERNAME).orElse(""), password, privateKey.orElse(null),
                passphrase, knownHosts));
    }

    private String path(SenderKey key, String otherwise) {
        return profile.text(key).map(value -> {
            try {
                return SftpAddress.pathAt(value);
            } catch (IllegalArgumentException e) {
                profile.refuse(key, e.getMessage());
                return otherwise;
            }
        }).orElse(otherwise);
    }

    /** {@code SENDER_ACME_SFTP_PASSWORD} for the sender acme. */
    private String variable(String name) {
        return Keys.environmentName("sender." + profile.name() + ".") + name;
    }

    /** From the environment, else from the mounted file; null where there is none. */
    private String secret(String variable, SenderKey fileKey) {
        String given = environment.getOrDefault(variable(variable), "").strip();
        Optional<Path> file = profile.file(fileKey);
        String secret = given;
        if (given.isEmpty() && file.isPresent()) {
            try {
                secret = Optional.ofNullable(MountedSecret.read(file.get())).orElse("");
                if (secret.isEmpty()) {
                    profile.refuse(fileKey, "the file must hold the secret on one line and nothing else");
                }
            } catch (IOException e) {
                profile.refuse(fileKey, "the file cannot be read; mount it, or mend the path: " + e.getClass().getSimpleName());
            }
        }
        if (secret.contains("{{") || secret.chars().anyMatch(Character::isISOControl)) {
            profile.refuse(fileKey, "the secret, or " + variable(variable) + " in the environment, holds {{ or a control character,"
                    + " which Camel cannot pass on; choose another one");
        }
        return secret.isEmpty() ? null : secret;
    }
}
