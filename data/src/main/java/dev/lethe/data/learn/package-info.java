/** What is learned about private rows before they are encoded, each release paid for beforehand. */
@NullMarked
package dev.lethe.data.learn;

import org.jspecify.annotations.NullMarked;
