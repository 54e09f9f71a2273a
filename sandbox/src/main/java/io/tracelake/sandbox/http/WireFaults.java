package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;

/** Ends or holds up the connection where an answer is marked with the header {@link #MARK}. */
@Singleton
@Requires(env = "sandbox")
final class WireFaults implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    /** The name of a {@link WireFault}, perhaps with a colon and milliseconds behind it. */
    static final String MARK = "X-Sandbox-Wire";

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {

        event.getBean().register(new Listening());
        return event.getBean();
    }

    private static final class Listening implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Connected(channel) : this;
        }
    }

    private record Connected(Channel channel) implements NettyServerCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            channel.pipeline()
                    .addBefore(
                            ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
                            "sandbox-wire-faults",
                            new WireFaultHandler());
        }
    }
}
