package dev.djamopayouts.cli;

import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * A port that something is served on. Camel itself goes on without it where the port is taken, and a monitor would then look
 * at somebody else's health, or Djamo's events go to somebody else, so this looks before and after.
 *
 * @param what    what is served, for people
 * @param setting what chooses the port
 * @param wanted  0 for any free one
 */
record ServedPort(String what, Setting setting, String host, int wanted) {

    /** Health and metrics. */
    static ServedPort management(Settings settings) {
        return new ServedPort("health and metrics", Setting.CAMEL_MANAGEMENT_PORT, settings.forCamel().getProperty("camel.management.host"),
                (int) settings.whole(Setting.CAMEL_MANAGEMENT_PORT));
    }

    /** Webhooks, where they are on. */
    static Optional<ServedPort> webhooks(Settings settings) {
        Properties camel = settings.forCamel();
        return settings.optional(Setting.DJAMO_SECRET_KEY).map(key -> new ServedPort("webhooks", Setting.HTTP_PORT,
                camel.getProperty("camel.server.host"), Integer.parseInt(camel.getProperty("camel.server.port"))));
    }

    void mustBeFree() throws CommandFailed {
        if (wanted == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, wanted));
        } catch (IOException e) {
            throw taken(e);
        }
    }

    /** The port that is listened on now: the wanted one, or the one that was found where 0 was asked. */
    int actual(CamelContext camel) throws CommandFailed {
        OptionalInt port = camel.getCamelContextExtension().getServices().stream()
                .filter(VertxPlatformHttpServer.class::isInstance).map(VertxPlatformHttpServer.class::cast)
                .filter(server -> server.getConfigurationPort() == wanted && server.getServer() != null)
                .mapToInt(VertxPlatformHttpServer::getPort).filter(it -> it > 0).findFirst();
        return port.orElseThrow(() -> taken(null));
    }

    /** {@code 127.0.0.1:8080}. */
    String address(CamelContext camel) throws CommandFailed {
        return host + ":" + actual(camel);
    }

    private CommandFailed taken(IOException cause) {
        return new CommandFailed(what + " cannot be served on " + host + ":" + wanted
                + (cause == null ? "" : " (" + cause.getMessage() + ")")
                + "; stop what listens there, or give another " + setting.key() + " (0 takes any free one)", cause);
    }
}
