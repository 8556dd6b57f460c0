import classes from './panel.module.css';

const lines = Array.from({ length: 14 }, (_one, index) => `line ${index}`);

/** Where a table will be. */
export function TableSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy="true" aria-label="The table is being computed" role="status">
      {lines.map((line) => (
        <span key={line} />
      ))}
    </div>
  );
}
