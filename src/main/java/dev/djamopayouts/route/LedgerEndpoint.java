package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Stage;
import java.util.Locale;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** {@code ledger:STAGE}: see {@link LedgerComponent}. */
@UriEndpoint(firstVersion = "1.0.0", scheme = "ledger", title = "Ledger", syntax = "ledger:stage",
        remote = false, category = {})
public class LedgerEndpoint extends DefaultEndpoint {

    @UriPath(description = "What to claim (check, submit, submit-batch, resolve, track, outcomes, answers) or do (record, record-batch)")
    @Metadata(required = true)
    private String stage;
    @UriParam(description = "How many at once")
    private int concurrency;
    @UriParam(description = "For answers: folder or sftp", defaultValue = "folder")
    private String destination = "folder";
    @UriParam(description = "For answers: whose outbox it is; empty for the common one")
    private String sender = "";

    private final LedgerComponent component;

    LedgerEndpoint(String uri, LedgerComponent component, String stage) {
        super(uri, component);
        this.component = component;
        this.stage = stage;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        StageWorks works = component.works();
        return switch (stage) {
            case "check" -> caller(processor, works.payouts(Stage.CHECK));
            case "submit" -> caller(processor, works.payouts(Stage.SUBMIT));
            case "submit-batch" -> caller(processor, works.batches());
            case "resolve" -> caller(processor, works.payouts(Stage.RESOLVE));
            case "track" -> caller(processor, works.payouts(Stage.TRACK));
            case "outcomes" -> consumer(processor, works.outcomes());
            case "answers" -> consumer(processor,
                    works.answers(Answers.Destination.valueOf(destination.toUpperCase(Locale.ROOT)), sender));
            default -> throw new IllegalArgumentException("ledger:" + stage + " cannot be consumed; there are check, submit,"
                    + " submit-batch, resolve, track, outcomes and answers");
        };
    }

    /** Its route calls Djamo: it shares the threads of all that do, unless the route asks for threads of its own. */
    private <T> Consumer caller(Processor processor, StageWork<T> work) throws Exception {
        return concurrency > 0 ? consumer(processor, work)
                : configured(new LedgerConsumer<>(this, processor, work, component.works().concurrency(), component.callers(stage)));
    }

    private <T> Consumer consumer(Processor processor, StageWork<T> work) throws Exception {
        return configured(new LedgerConsumer<>(this, processor, work, Math.max(1, concurrency), null));
    }

    private Consumer configured(Consumer consumer) throws Exception {
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return switch (stage) {
            case "record" -> new LedgerRecorder(this, component.works().ledger());
            case "record-batch" -> new BatchRecorder(this, component.works().ledger());
            default -> throw new IllegalArgumentException("ledger:" + stage + " cannot be sent to; there are ledger:record and"
                    + " ledger:record-batch");
        };
    }

    long getPollMillis() {
        return component.works().pollMillis();
    }

    /** How long whoever stops now may wait, milliseconds. */
    long stopMillis() {
        return component.stopMillis();
    }

    long getLeaseMillis() {
        return component.works().leaseMillis();
    }

    public String getStage() {
        return stage;
    }

    public void setStage(String stage) {
        this.stage = stage;
    }

    public int getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(int concurrency) {
        this.concurrency = concurrency;
    }

    public String getDestination() {
        return destination;
    }

    public void setDestination(String destination) {
        this.destination = destination;
    }

    public String getSender() {
        return sender;
    }

    public void setSender(String sender) {
        this.sender = sender;
    }
}
