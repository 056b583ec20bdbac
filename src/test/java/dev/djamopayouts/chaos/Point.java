package dev.djamopayouts.chaos;

/** Where between two steps something may happen to a process. */
enum Point {
    /** Before a thread looks for work. */
    POLL,
    /** Between claim and the look at how long it waited. */
    ROUTE,
    /** Between that and the last look before sending. */
    SEND,
    /** Before an answer that has come is read. */
    ANSWER,
    /** Between reading an answer and concluding from it. */
    CONCLUDE,
    /** Between conclusion and record. */
    RECORD,
    /** Between two writes of a receive. */
    RECEIVE,
    /** Between delivering something and recording that. */
    DELIVER
}
