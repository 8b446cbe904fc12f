-- Which holder replaced the resume link last. That one keeps the application; whoever opened it by the old link does not.
ALTER TABLE applications ADD COLUMN replaced_by BYTES;
