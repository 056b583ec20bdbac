package dev.djamopayouts.route;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** {@code lines:FOLDER}: see {@link LinesComponent}. */
final class LinesEndpoint extends DefaultEndpoint {

    private final LinesComponent component;
    private final Path folder;

    LinesEndpoint(String uri, LinesComponent component, Path folder) {
        super(uri, component);
        this.component = component;
        this.folder = folder;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                component.append(folder, fileName(exchange), line(exchange));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("lines: cannot be consumed, only sent to; read the folder with file:");
    }

    /** A plain name: it comes from the sender of the payout file, and is neither an expression nor a way out. */
    private static String fileName(Exchange exchange) {
        String name = exchange.getMessage().getHeader(Names.PAYOUT_FILE, String.class);
        if (name == null || name.isBlank() || !CompleteFiles.isBare(name)) {
            throw new IllegalArgumentException("the header " + Names.PAYOUT_FILE + " must be a plain file name, without folders"
                    + " and control characters, not " + (name == null ? "missing" : "“" + name.replaceAll("\\p{Cntrl}", "?") + "”")
                    + "; leave it as the ledger gave it, or set it before lines:");
        }
        return name + ".jsonl";
    }

    private static byte[] line(Exchange exchange) throws Exception {
        String message = exchange.getMessage().getMandatoryBody(String.class);
        if (message.indexOf('\n') >= 0 || message.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the message has line breaks and would be several lines; write it on one line"
                    + " (JSON without pretty print) before lines:");
        }
        return (message + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
