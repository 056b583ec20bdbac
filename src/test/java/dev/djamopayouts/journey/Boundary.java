package dev.djamopayouts.journey;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One instruction of the product at which a process can die: the beginning or the last line of a method. The test attaches as a
 * debugger, so that the product needs no switch for it.
 *
 * @param type   simple name with its package below {@code dev.djamopayouts}: {@code ledger.Payouts}
 * @param atEnd  when it has come to its last line, which in one without a result is the end of it
 * @param times  how often it is passed before
 */
record Boundary(String type, String method, boolean atEnd, int times) {

    private static final int PATIENCE_MILLIS = 60_000;

    static Boundary before(String type, String method, int times) {
        return new Boundary(type, method, false, times);
    }

    static Boundary after(String type, String method, int times) {
        return new Boundary(type, method, true, times);
    }

    /** Runs the journey in a process of its own and kills it there. */
    void kill(Journey journey) throws Exception {
        ListeningConnector listener = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(connector -> connector.transport().name().equals("dt_socket")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = listener.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("timeout").setValue(Integer.toString(PATIENCE_MILLIS));
        String address = listener.startListening(arguments);
        String port = address.substring(address.lastIndexOf(':') + 1);
        try (ChildRuntime child = ChildRuntime.start(journey,
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:" + port)) {
            await(listener.accept(arguments));
            child.kill();
        } finally {
            listener.stopListening(arguments);
        }
    }

    /** Lets it run until it has come there; it stands still then. */
    private void await(VirtualMachine machine) throws InterruptedException, AbsentInformationException {
        var prepare = machine.eventRequestManager().createClassPrepareRequest();
        prepare.addClassFilter(typeName());
        prepare.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        prepare.enable();
        machine.resume();
        int left = times;
        while (true) {
            EventSet events = machine.eventQueue().remove(PATIENCE_MILLIS);
            if (events == null) {
                throw new AssertionError("the process never came to " + this);
            }
            for (Event event : events) {
                if (event instanceof VMDisconnectEvent) {
                    throw new VMDisconnectedException("the process ended before it came to " + this);
                } else if (event instanceof ClassPrepareEvent prepared) {
                    stopAt(machine, prepared.referenceType());
                } else if (event instanceof BreakpointEvent && left-- == 0) {
                    return;
                }
            }
            events.resume();
        }
    }

    private void stopAt(VirtualMachine machine, ReferenceType prepared) throws AbsentInformationException {
        List<Method> named = prepared.methodsByName(method);
        if (named.isEmpty()) {
            throw new AssertionError("there is no " + method + " in " + prepared);
        }
        for (Method there : named) {
            Location location = atEnd ? there.allLineLocations().stream().max(Comparator.comparingLong(Location::codeIndex)).orElseThrow()
                    : there.location();
            EventRequest stop = machine.eventRequestManager().createBreakpointRequest(location);
            stop.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            stop.enable();
        }
    }

    private String typeName() {
        return "dev.djamopayouts." + type;
    }

    @Override
    public String toString() {
        return (atEnd ? "after " : "before ") + type + "." + method + ", time " + (times + 1);
    }
}
