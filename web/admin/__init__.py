"""The pages of those who keep the bot right, under /admin, and the same for scripts under /api/v1/admin."""
