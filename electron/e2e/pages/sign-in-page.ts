import { expect, type Locator, type Page } from '@playwright/test';

export interface Credentials {
  readonly name: string;
  readonly password: string;
}

export class SignInPage {
  readonly page: Page;
  readonly account: Locator;
  readonly password: Locator;
  readonly submit: Locator;

  constructor(page: Page) {
    this.page = page;
    this.account = page.getByRole('textbox', { name: '账号' });
    this.password = page.getByLabel('密码', { exact: true });
    this.submit = page.getByRole('button', { name: /^(登录|离线登录|解锁)$/ });
  }

  async fill({ name, password }: Credentials): Promise<void> {
    await this.account.fill(name);
    await this.password.fill(password);
  }

  /** Signs in and waits until the first page can be used. */
  async signIn(credentials: Credentials): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', 'sign-in', { timeout: 30_000 });
    await this.fill(credentials);
    await this.submit.click();
    await expect(this.page.locator('html')).toHaveAttribute('data-ready', /^(desk|map|sync|cases|health)$/, {
      timeout: 60_000,
    });
  }
}
