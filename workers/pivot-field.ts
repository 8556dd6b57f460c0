/** The field of a run's progress that tells of its pivot; no unit has such a key. */
export const pivotField = 'pivot';
