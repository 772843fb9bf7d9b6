SELECT position, definition FROM {rows}.checkpoint
