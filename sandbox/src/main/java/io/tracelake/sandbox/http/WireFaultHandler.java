package io.tracelake.sandbox.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a wire fault on one connection: the head and the first half of the body's first piece go out, then the
 * fault takes its course. All but a stall end the connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a promise tells whoever cares
final class WireFaultHandler extends ChannelDuplexHandler {
    private static final int HELD = 1;
    private static final long UNKNOWN_LENGTH = 1_000_000_000;
    private static final int PROMISED_MORE = 10_000;

    private WireFault fault = WireFault.NONE;
    private boolean ended;
    private boolean stalled;
    private long stallMillis;
    private final Queue<Delayed> delayed = new ArrayDeque<>();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (ended) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
        } else if (stalled) {
            delayed.add(new Delayed(message, promise));
        } else if (message instanceof HttpResponse response
                && response.headers().contains(WireFaults.MARK)) {
            begin(context, response, promise);
        } else if (fault != WireFault.NONE && message instanceof HttpContent content) {
            strike(context, content, promise);
        } else {
            context.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!stalled) {
            context.flush();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        delayed.forEach(held -> ReferenceCountUtil.release(held.message()));
        delayed.clear();
    }

    private void begin(ChannelHandlerContext context, HttpResponse response, ChannelPromise promise) {
        String[] mark = response.headers().get(WireFaults.MARK).split(":", 2);
        fault = WireFault.valueOf(mark[0]);
        stallMillis = mark.length > 1 ? Long.parseLong(mark[1]) : 0;
        response.headers().remove(WireFaults.MARK);
        if (fault == WireFault.CLOSE) {
            ReferenceCountUtil.release(response);
            end(context, promise);
            return;
        }
        HttpHeaders headers = response.headers().copy();
        var head = new DefaultHttpResponse(response.protocolVersion(), response.status(), headers);
        if (response instanceof HttpContent full) {
            promiseBody(headers, full.content().readableBytes());
            context.write(head);
            strike(context, full, promise);
        } else {
            promiseBody(headers, announced(headers));
            context.write(head, promise);
        }
    }

    /** A streamed body that is packed on its way has no known length; it is shorter than this. */
    private static long announced(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return length == null ? UNKNOWN_LENGTH : Long.parseLong(length);
    }

    private void promiseBody(HttpHeaders headers, long length) {
        if (fault == WireFault.CUT_SHORT) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
            headers.set(HttpHeaderNames.CONTENT_LENGTH, length + PROMISED_MORE);
        } else if (fault == WireFault.ENDLESS_CHUNKS) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
    }

    private void strike(ChannelHandlerContext context, HttpContent content, ChannelPromise promise) {
        ByteBuf bytes = content.content();
        ByteBuf half = bytes.readRetainedSlice(bytes.readableBytes() / 2);
        if (fault == WireFault.STALL) {
            context.writeAndFlush(new DefaultHttpContent(half));
            stall(context, rest(content), promise);
        } else {
            content.release();
            context.writeAndFlush(new DefaultHttpContent(half)).addListener(sent -> end(context, promise));
            ended = true;
        }
    }

    private void stall(ChannelHandlerContext context, HttpContent rest, ChannelPromise promise) {
        stalled = true;
        delayed.add(new Delayed(rest, promise));
        hold(context, true);
        context.executor().schedule(() -> resume(context), stallMillis, TimeUnit.MILLISECONDS);
    }

    /** What is still to be read of a piece that may have been a whole answer. */
    private static HttpContent rest(HttpContent content) {
        return content instanceof LastHttpContent
                ? new DefaultLastHttpContent(content.content())
                : new DefaultHttpContent(content.content());
    }

    private void resume(ChannelHandlerContext context) {
        stalled = false;
        fault = WireFault.NONE;
        for (Delayed held = delayed.poll(); held != null; held = delayed.poll()) {
            context.write(held.message(), held.promise());
        }
        context.flush();
        hold(context, false);
    }

    /** So that whoever writes the rest of a long body waits. */
    private static void hold(ChannelHandlerContext context, boolean held) {
        var buffer = context.channel().unsafe().outboundBuffer();
        if (buffer != null) {
            buffer.setUserDefinedWritability(HELD, !held);
        }
    }

    private void end(ChannelHandlerContext context, ChannelPromise promise) {
        ended = true;
        if (fault == WireFault.RESET) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.close().addListener((ChannelFutureListener) closed -> promise.trySuccess());
    }

    private record Delayed(Object message, ChannelPromise promise) {}
}
