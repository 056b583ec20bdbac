/**
 * The Djamo Business API as Camel routes, and what each answer means for the money: {@link dev.djamopayouts.djamo.Meaning}
 * is its error table, {@link dev.djamopayouts.djamo.Meanings} draws the conclusions.
 */
package dev.djamopayouts.djamo;
