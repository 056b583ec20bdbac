package dev.djamopayouts.architecture.broken.file;

import dev.djamopayouts.architecture.broken.config.Keys;

/** Breaks: files know no settings. */
public final class Sheet {

    public final long rows = new Keys().hashCode();
}
