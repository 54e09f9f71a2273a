package io.tracelake.sandbox.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import jakarta.inject.Singleton;

/** Ends the connection in the place of an answer that is marked with the header {@link #MARK}. */
@Singleton
@Requires(env = "sandbox")
final class CutConnections implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    static final String MARK = "X-Sandbox-Cut";

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
                    .addBefore(ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND, "sandbox-cut", new Cutter());
        }
    }

    private static final class Cutter extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof HttpResponse response && response.headers().contains(MARK)) {
                ReferenceCountUtil.release(message);
                close(context, context.newPromise());
            } else {
                super.write(context, message, promise);
            }
        }
    }
}
