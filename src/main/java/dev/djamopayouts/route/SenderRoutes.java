package dev.djamopayouts.route;

import dev.djamopayouts.config.Sender;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the routes of each inbox and each outbox from the templates of the YAML files: {@code pickup-folder} for the common
 * inbox, {@code pickup-folder-acme} for the sender acme.
 */
final class SenderRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(SenderRoutes.class);

    private static final List<String> FOLDER = List.of("pickup-folder", "receive-folder", "answers-folder");
    private static final List<String> SFTP = List.of("pickup-sftp", "receive-sftp", "answers-sftp");

    private final Settings settings;

    SenderRoutes(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void configure() {
        // Made of templates, when every file with templates was read.
    }

    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext camel) throws Exception {
        add(camel, FOLDER, null, folders(settings.path(Setting.PAYOUTS_INBOX), settings.path(Setting.PAYOUTS_OUTBOX),
                settings.path(Setting.PAYOUTS_ARCHIVE)));
        if (settings.optional(Setting.SFTP_URI).isPresent()) {
            var keys = settings.forCamel();
            add(camel, SFTP, null, server(keys.getProperty("sftp.host"), keys.getProperty("sftp.port"), keys.getProperty("sftp.inbox"),
                    keys.getProperty("sftp.outbox"), keys.getProperty("sftp.archive"), "sftp"));
        }
        for (Sender sender : settings.senders()) {
            if (sender.places() instanceof Sender.Server it) {
                add(camel, SFTP, sender.name(), server(it.host(), Integer.toString(it.port()), it.inbox(), it.outbox(), it.archive(),
                        sender.camelLogin()));
            } else if (sender.places() instanceof Sender.Folders it) {
                add(camel, FOLDER, sender.name(), folders(it.inbox(), it.outbox(), it.archive()));
            }
        }
    }

    private static Map<String, String> folders(Path inbox, Path outbox, Path archive) {
        return Map.of("inbox", inbox.toString(), "outbox", outbox.toString(), "archive", archive.toString());
    }

    /** @param login what the keys of the login begin with: a secret is never a parameter, which Camel shows */
    private static Map<String, String> server(String host, String port, String inbox, String outbox, String archive, String login) {
        // Camel moves relative to the folder that is read.
        String fromTaken = Path.of("/" + inbox, ".taken").relativize(Path.of("/" + archive)).toString();
        return Map.of("host", host, "port", port, "inbox", inbox, "outbox", outbox, "archive", fromTaken, "login", login);
    }

    private static void add(CamelContext camel, List<String> templates, String sender, Map<String, String> parameters) throws Exception {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        for (String template : templates) {
            String route = sender == null ? template : template + "-" + sender;
            if (model.getRouteTemplateDefinition(template) != null) {
                Map<String, Object> all = new HashMap<>(parameters);
                all.put("sender", sender == null ? "" : sender);
                all.put("filter", filter(template.endsWith("-sftp"), sender));
                TemplatedRouteBuilder.builder(camel, template).routeId(route).parameters(all).add();
            } else if (sender != null) {
                throw new IllegalStateException("the sender " + sender + " needs the template " + template + ", which no route file has;"
                        + " take the files of this version's routes/, and make your changes there");
            } else if (model.getRouteDefinition(route) == null) {
                LOG.warn("no route file has a template or a route {}; the common inbox does without", route);
            }
        }
    }

    /** The name of the filter that watches one inbox: two inboxes may hold files of one name. */
    static String filter(boolean sftp, String sender) {
        return (sftp ? "completeSftpFiles" : "completeFolderFiles") + (sender == null ? "" : "-" + sender);
    }
}
