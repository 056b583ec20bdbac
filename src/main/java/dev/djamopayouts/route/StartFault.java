package dev.djamopayouts.route;

import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.URISupport;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Endpoints and routes that cannot work: a mistake in the settings or in a route file, which no restart cures. Bound to Camel it
 * also refuses, before any route starts, to send outcomes where nobody takes them: each would fail, and no file be closed.
 */
public final class StartFault extends LifecycleStrategySupport {

    private static final List<Setting> ENDPOINTS = List.of(Setting.OUTCOME_SUCCESS_URI, Setting.OUTCOME_FAILURE_URI);
    private static final String DIRECT = "direct:";
    private static final String UNKNOWN = "";

    private final Settings settings;

    StartFault(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void onContextStarting(CamelContext context) throws VetoCamelContextStartException {
        List<String> begins = ((ModelCamelContext) context).getRouteDefinitions().stream().map(route -> route.getInput().getEndpointUri())
                .filter(uri -> uri.startsWith(DIRECT)).map(uri -> resolved(context, uri)).toList();
        for (Setting setting : ENDPOINTS) {
            String endpoint = resolved(context, settings.text(setting));
            if (endpoint.startsWith(DIRECT) && !begins.contains(endpoint) && !begins.contains(UNKNOWN)) {
                SettingsRefused refused = settings.refusal(setting, "no route begins there, and every outcome would fail; mend the"
                        + " name, or put a route that is  from: " + endpoint.replace("://", ":") + "  into routes/");
                throw new VetoCamelContextStartException(refused.getMessage(), refused, context, true);
            }
        }
    }

    private static String resolved(CamelContext context, String uri) {
        try {
            return bare(context.resolvePropertyPlaceholders(uri));
        } catch (IllegalArgumentException e) {
            // A template's parameter, which is not known here, or a mistake that its own route names.
            return UNKNOWN;
        }
    }

    /** What to mend, where a start failed for a setting or a route; nothing where it failed otherwise, and may go well later. */
    public static Optional<SettingsRefused> of(Settings settings, Throwable failed) {
        List<Throwable> causes = Stream.iterate(failed, cause -> cause != null, Throwable::getCause).toList();
        Optional<SettingsRefused> refused = first(causes, SettingsRefused.class)
                .or(() -> first(causes, NoSuchEndpointException.class).flatMap(it -> ofEndpoint(settings, it.getUri(), it)))
                .or(() -> first(causes, ResolveEndpointFailedException.class).flatMap(it -> ofEndpoint(settings, it.getUri(), it)));
        String why = shown(causes.get(causes.size() - 1));
        return refused
                .or(() -> first(causes, FailedToCreateRouteException.class).map(it -> new SettingsRefused("the route " + it.getRouteId()
                        + (it.getLocation() == null ? "" : " of " + it.getLocation()) + "\n      " + why)))
                .or(() -> first(causes, YamlEngineException.class).map(it -> new SettingsRefused("a file in routes/\n      " + why)));
    }

    private static Optional<SettingsRefused> ofEndpoint(Settings settings, String uri, Throwable why) {
        return ENDPOINTS.stream().filter(setting -> bare(settings.text(setting)).equals(bare(uri))).findFirst()
                .map(setting -> settings.refusal(setting, "there is no such endpoint: " + shown(why)
                        + "; mend the URI, or add the component's jar files to lib/"));
    }

    private static <T> Optional<T> first(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Without what stands behind a URI's options: it may be a password. */
    private static String shown(Throwable why) {
        return String.valueOf(why.getMessage()).replaceFirst("(?s).*due to: ", "").replaceAll("((?:[?&{]|, )[\\w.-]+)=[^&},\\s]*", "$1=••••")
                .replaceAll("//[^/@\\s]*@", "//••••@").strip();
    }

    /** An endpoint as Camel calls it, without its options. */
    private static String bare(String uri) {
        try {
            return URISupport.normalizeUri(uri.replaceFirst("(?s)\\?.*", ""));
        } catch (URISyntaxException e) {
            return uri;
        }
    }
}
