/** The operator's own program that decides about clients' writes. */
@NullMarked
package dev.soulgraph.node.policy;

import org.jspecify.annotations.NullMarked;
