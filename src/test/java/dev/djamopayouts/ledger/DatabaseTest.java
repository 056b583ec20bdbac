package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a database is reached. */
class DatabaseTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', nullValues = "-", value = {
        "jdbc:postgresql://localhost/payouts -",
        "jdbc:postgresql://127.0.0.1:5432/payouts -",
        "jdbc:postgresql://[::1]:5432/payouts -",
        "jdbc:postgresql://db.example.com/payouts verify-full",
        "jdbc:postgresql://localhost.example.com/payouts verify-full",
        "jdbc:postgresql://localhost:5432,db.example.com:5432/payouts verify-full",
        "jdbc:postgresql://db.example.com,localhost/payouts verify-full",
        "jdbc:postgresql://db.example.com/payouts?ApplicationName=//localhost/ verify-full"})
    void only_what_stays_on_this_machine_goes_without_tls(String url, String sslmode) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        Database.POSTGRESQL.configure(config, Ledger.Access.OWNER, 30);
        assertThat(config.getDataSourceProperties().getProperty("sslmode")).isEqualTo(sslmode);
    }
}
