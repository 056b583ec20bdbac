package dev.djamopayouts.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest; classes that are run without their jar have none. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(DjamoPayouts.class.getPackage().getImplementationVersion())
                .orElse("from source");
        return new String[] {"djamo-payouts " + version, "Java " + Runtime.version()};
    }
}
