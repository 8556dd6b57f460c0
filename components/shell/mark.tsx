/** Water over a sill. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d="M2 6h7c3 0 3 8 6 8h3" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M2 11h5c2 0 2 6 5 6h6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" opacity=".45" />
      <path d="M12 2v6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" opacity=".8" />
    </svg>
  );
}
