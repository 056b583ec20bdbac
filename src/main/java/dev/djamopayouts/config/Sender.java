package dev.djamopayouts.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is agreed with one sender of payout files: a file of {@code config/senders/}, checked. Where a profile says
 * nothing the common setting stands here, so that nobody who reads this has to look further.
 *
 * @param name           the name of the profile's file without its ending
 * @param places         where the sender's files come from and where the answers go
 * @param writing        how the files are written
 * @param limits         what a file may hold
 * @param suspicious     {@code pay}, {@code hold} or {@code reject}: as duplicates.suspicious
 * @param windowHours    as duplicates.window-hours
 * @param onInvalidRow   {@code reject-row} or {@code reject-file}
 * @param pgp            the sender's keys, where files are signed or encrypted
 * @param language       of the answers: {@code en} or {@code fr}
 */
public record Sender(String name, Places places, Writing writing, Limits limits, String suspicious, long windowHours,
                     String onInvalidRow, Optional<Pgp> pgp, String language) {

    /** What the keys of the login begin with that {@link Settings#forCamel()} has of a sender at a server. */
    public String camelLogin() {
        return "sender." + name + ".sftp";
    }

    /** Where files come from and answers go. */
    public sealed interface Places permits Folders, Server {
    }

    /** Folders of this machine; absolute paths. */
    public record Folders(Path inbox, Path outbox, Path archive) implements Places {
    }

    /**
     * Folders at an SFTP server, each counted from the login folder, without slashes at either end.
     *
     * @param password             or null: then there is a private key
     * @param privateKeyFile       or null: then there is a password
     * @param privateKeyPassphrase or null
     * @param knownHostsFile       null only where sftp.strict-host-key is false
     */
    public record Server(String host, int port, String inbox, String outbox, String archive, String username, String password,
                         Path privateKeyFile, String privateKeyPassphrase, Path knownHostsFile) implements Places {

        /** Without secrets. */
        @Override
        public String toString() {
            return "sftp://" + username + "@" + host + ":" + port + "/" + inbox;
        }
    }

    /**
     * How the sender writes files.
     *
     * @param form           csv, xlsx, json, json-lines or pain.001; empty: any
     * @param charset        UTF-8, windows-1252 or ISO-8859-15
     * @param sheet          of a workbook
     * @param columns        the sender's own name of a column (reference, msisdn, amount, description)
     * @param fixed          what a column (amount, description) says in every row
     * @param region         CI or SN, the country of numbers written without one
     * @param trailer        what the row of control totals begins with
     * @param trailerCount   where it counts the rows: the name of a column, or the number of a cell from 1
     * @param trailerAmount  where it has the sum, in the same words; empty: where rows have their amount
     * @param totalsRequired whether control totals must come with every file
     */
    public record Writing(Optional<String> form, String charset, Optional<String> sheet, Map<String, String> columns,
                          Map<String, String> fixed, String region, Optional<String> trailer, Optional<String> trailerCount,
                          Optional<String> trailerAmount, boolean totalsRequired) {

        public Writing {
            columns = Map.copyOf(columns);
            fixed = Map.copyOf(fixed);
        }
    }

    /**
     * What a file may hold; never more than the common settings allow.
     *
     * @param rows        of a file
     * @param amountMin   of one payout, XOF
     * @param amountMax   of one payout, XOF
     * @param amountTotal of the valid rows of a file, XOF; empty: no such limit
     */
    public record Limits(long rows, long amountMin, long amountMax, OptionalLong amountTotal) {
    }

    /**
     * The sender's public keys.
     *
     * @param keys     the files that hold them, at least one
     * @param required whether a file that is not protected with PGP is refused
     */
    public record Pgp(List<Path> keys, boolean required) {

        public Pgp {
            keys = List.copyOf(keys);
        }
    }
}
