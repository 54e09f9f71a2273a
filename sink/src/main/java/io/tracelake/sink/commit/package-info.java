@NullMarked
package io.tracelake.sink.commit;

import org.jspecify.annotations.NullMarked;
