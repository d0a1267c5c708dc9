import type { Actor } from '../../../shared/domain/case.ts';
import { isUnder } from '../../../shared/domain/codes.ts';
import type { Post, User } from '../../../shared/domain/staff.ts';

const samePost = (a: Post, b: Post): boolean =>
  a.role === b.role && a.scope === b.scope && a.department === b.department;

/**
 * Who did something at a place, with the words of his account: under what name and in which post is not his to say. A post that he had when he wrote stays; of one that he never had
 * becomes the one by which he may write there.
 */
export function inOwnName(by: Actor, user: User, scope: string): Actor {
  const posts = [...user.posts, ...(user.formerPosts ?? [])];
  const post =
    posts.find((one) => samePost(one, by.post)) ?? user.posts.find((one) => isUnder(scope, one.scope)) ?? user.posts[0];
  return by.name === user.displayName && post !== undefined && samePost(post, by.post)
    ? by
    : { ...by, name: user.displayName, post: post ?? by.post };
}
