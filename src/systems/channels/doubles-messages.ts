import { defineMessages } from '#kernel/i18n.ts';

/** Words of the pages that show what the doubles show. */
export const doublesMessages = defineMessages({
  vi: {
    doubles: 'Các nền tảng thử trên máy này',
    doublesLead: 'Bản sao để thử, không phải trang thật. Không có gì ở đây ra khỏi máy.',
    fault: 'Lỗi cho lần đăng tới',
    addFault: 'Gây lỗi',
    faultsWaiting: 'Lỗi đang chờ',
    noPosts: 'Chưa có bài nào.',
    edited: 'Đã sửa',
    pictures: (count: number) => `${count} ảnh`,
    processing: 'Đang xử lý',
    video: (megabytes: string) => `Video ${megabytes} MB`,
    captions: 'Phụ đề',
    pushed: 'Đã gửi tới mọi người quan tâm',
    gone: 'Tin đã gửi tới người quan tâm; bài đã gỡ',
  },
  en: {
    doubles: 'Platforms for trying, on this machine',
    doublesLead: 'Copies for trying things out, not the real sites. Nothing here leaves the machine.',
    fault: 'Fault of the next post',
    addFault: 'Cause it',
    faultsWaiting: 'Faults waiting',
    noPosts: 'No posts yet.',
    edited: 'Edited',
    pictures: (count: number) => (count === 1 ? '1 picture' : `${count} pictures`),
    processing: 'Being processed',
    video: (megabytes: string) => `Video, ${megabytes} MB`,
    captions: 'Captions',
    pushed: 'Pushed to all followers',
    gone: 'Pushed to followers; the article is gone',
  },
});
