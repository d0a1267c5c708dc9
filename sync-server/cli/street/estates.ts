/** Communities of offices and hotels: an unnamed building there goes by its road. */
const BUSINESS_COMMUNITIES = new Set(['滨江', '浦滨', '东园新村二']);

/** Estates whose everyday name is not the community's name with 小区 behind it. */
const ESTATE_NAMES: Readonly<Record<string, string>> = {
  上港第一: '上港小区',
  上港第二: '上港小区',
  招远路: '招远小区',
  东园新村一: '东园一村',
  东园新村二: '东园二村',
};
const ESTATE_SUFFIX = /(村|园|天下)$/;

export const isBusinessCommunity = (community: string): boolean => BUSINESS_COMMUNITIES.has(community);

/** What people call the blocks of a community: 上港小区, 崂山五村, 菊园. */
export const estateName = (community: string): string =>
  ESTATE_NAMES[community] ?? (ESTATE_SUFFIX.test(community) ? community : `${community}小区`);
