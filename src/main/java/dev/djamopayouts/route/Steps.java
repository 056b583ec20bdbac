package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import java.util.function.BiFunction;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Processor;

/** How the stages carry an answer to a conclusion: the payout stays the body, the answer and the outcome are properties. */
final class Steps {

    private Steps() {
    }

    /** Keeps the answer of an enrich step beside the payout. */
    static AggregationStrategy keepAnswer() {
        return (payout, answered) -> {
            payout.setProperty(Names.ANSWER, answered.getMessage().getBody(Answer.class));
            return payout;
        };
    }

    /** Concludes from the answer in the given property what is to be recorded. */
    @SuppressWarnings("unchecked")
    static <T> Processor conclude(String answerProperty, BiFunction<Payout, Answer<T>, Outcome> meaning) {
        return exchange -> exchange.setProperty(Names.OUTCOME, meaning.apply(exchange.getMessage().getBody(Payout.class),
                (Answer<T>) exchange.getProperty(answerProperty, Answer.class)));
    }
}
