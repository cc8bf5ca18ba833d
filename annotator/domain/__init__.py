"""The ground floor: pure, frozen, standard library only. It knows no file, no screen and no database."""
