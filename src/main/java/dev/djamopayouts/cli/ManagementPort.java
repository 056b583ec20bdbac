package dev.djamopayouts.cli;

import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * The port that health and metrics are served on. Camel itself goes on without them where the port is taken, and a monitor
 * would then look at somebody else's health, so this looks before and after.
 */
record ManagementPort(String host, int wanted) {

    static ManagementPort of(Settings settings) {
        return new ManagementPort(settings.forCamel().getProperty("camel.management.host"),
                (int) settings.whole(Setting.CAMEL_MANAGEMENT_PORT));
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

    private CommandFailed taken(IOException cause) {
        return new CommandFailed("health and metrics cannot be served on " + host + ":" + wanted
                + (cause == null ? "" : " (" + cause.getMessage() + ")")
                + "; stop what listens there, or give another camel.management.port (0 takes any free one)", cause);
    }
}
