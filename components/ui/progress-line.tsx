import classes from './progress-line.module.css';

/** A thin line at the edge of what is being asked anew; it lies in the nearest positioned element. */
export function ProgressLine({ edge }: { edge: 'top' | 'bottom' }) {
  return <div className={classes.progress} data-edge={edge} role="progressbar" aria-label="Asking" />;
}
