/**
 * The settings: each declared once in {@link dev.djamopayouts.config.Setting}, all checked together at start, handed to
 * Camel by {@link dev.djamopayouts.config.Settings#forCamel()}. Nothing here knows a payout.
 */
package dev.djamopayouts.config;
