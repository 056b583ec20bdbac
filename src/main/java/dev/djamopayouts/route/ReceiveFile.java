package dev.djamopayouts.route;

import dev.djamopayouts.file.FileRefused;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "receive": a taken file is spooled, split as a stream and written to the ledger, then answered. One file at a
 * time, so that of two rows with one reference the first is the first. A failure that is not the file's own fault leaves
 * the file where it is: it is received again from its start, with the same result.
 */
final class ReceiveFile extends RouteBuilder {

    private final FileReceiver receiver;
    private final TotalsIntake totals;

    ReceiveFile(FileReceiver receiver, TotalsIntake totals) {
        this.receiver = receiver;
        this.totals = totals;
    }

    @Override
    public void configure() {
        // No stream caching: Camel would read a file that comes over SFTP into memory before anybody else sees it.
        from("direct:receive-file").routeId("receive-file").noStreamCaching()
                .description("Spools a taken file, splits it into rows in the ledger, and answers ack, nack or dup; control totals are kept for their file")
                .routeConfigurationId(ErrorPolicy.INTAKE)
                .doTry()
                    .process(receiver::take)
                    .choice()
                        .when(totals::isOne)
                            .process(totals::receive)
                        .when(receiver::isAnswered)
                            .log(LoggingLevel.DEBUG, "answered before: only to be archived")
                        .when(receiver::isDuplicate)
                            .process(receiver::answerDuplicate)
                        .otherwise()
                            .to("direct:read-rows")
                    .end()
                .endDoTry()
                .doFinally()
                    .process(receiver::release)
                .end();

        from("direct:read-rows").routeId("read-rows").noStreamCaching()
                .description("Splits a payout file into chunks of rows; one that cannot be read is refused as a whole")
                .routeConfigurationId(ErrorPolicy.INTAKE)
                .doTry()
                    .process(receiver::open)
                    .split(body()).streaming().stopOnException()
                        .process(receiver::add).id("add-rows")
                    .end()
                    .process(receiver::accept)
                .endDoTry()
                .doCatch(FileRefused.class)
                    .process(receiver::refuse)
                .end();
    }
}
