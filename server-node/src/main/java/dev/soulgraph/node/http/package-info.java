/** What the node serves over HTTP: the page, the client's files, the status, the gossip's door. */
@NullMarked
package dev.soulgraph.node.http;

import org.jspecify.annotations.NullMarked;
