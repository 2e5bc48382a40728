/**
 * The description of every `fetchedAt`: how old data may be with the default settings (`cache.*`), and how to bypass
 * the cache.
 */
export const FETCHED_AT = `When the gateway read the oldest part of this from LivePerson. The gateway caches what it reads. By default it reads again after 6 hours if the range ended more than 2 hours and 20 minutes before it was read, and after 1 minute if it ended later or has not ended; after 2 minutes for a campaign's report and analytics; after 5 minutes for handoffs. For up to 5 minutes more it may answer from the cache while it reads again, and for up to a day while LivePerson is not available. Alerts are never cached. To bypass the cache, send the header \`X-Fresh-Read: 1\`.`;
