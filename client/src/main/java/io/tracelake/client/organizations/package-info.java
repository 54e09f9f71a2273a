@NullMarked
package io.tracelake.client.organizations;

import org.jspecify.annotations.NullMarked;
