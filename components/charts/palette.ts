/**
 * Colours of series, in order, chosen to differ in lightness and for eyes that confuse red and green; app/weir.css has them
 * for both schemes. What no rule explains has its own colour everywhere, and Other is grey.
 */
export const seriesColours = Array.from({ length: 8 }, (_one, index) => `var(--series-${index + 1})`);

export const unexplainedColour = 'var(--unexplained)';
export const otherColour = 'var(--quiet)';
