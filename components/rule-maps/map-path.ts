/** Where the API has a rule map. */
export const mapPath = (name: string) => `/maps/${encodeURIComponent(name)}`;
/** The page of a rule map. */
export const mapHref = (name: string) => `/rule-maps/${encodeURIComponent(name)}`;
