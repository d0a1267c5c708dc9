/** Where 天地图 hands out its tiles. The page's content policy lets in exactly these, and only where the office allows them. */
export const TIANDITU_HOSTS: readonly string[] = Array.from({ length: 8 }, (_, at) => `t${String(at)}.tianditu.gov.cn`);
