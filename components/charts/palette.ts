/**
 * Colours of series, in order, chosen to differ in lightness and for eyes that confuse red and green. What no rule
 * explains has its own colour everywhere, and Other is grey.
 */
export const seriesColours = [
  '#0072b2',
  '#d98c00',
  '#009e73',
  '#56b4e9',
  '#a8541a',
  '#7f8c1f',
  '#4b4f9e',
  '#c27ba0',
] as const;

export const unexplainedColour = 'var(--unexplained)';
export const otherColour = 'var(--quiet)';
