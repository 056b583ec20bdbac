/**
 * A stand-in for everything outside: the Djamo Business API over real HTTP and an SFTP server over real SSH, for the
 * demo, for tests and as a process of its own. It shares no code with the client, so that it shares no mistakes either.
 */
package dev.djamopayouts.sandbox;
