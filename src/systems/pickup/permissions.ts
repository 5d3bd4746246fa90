export const READ = 'pickup.read';
export const MANAGE = 'pickup.manage';
